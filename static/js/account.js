// Pages on which people sign up, sign in, and change their password and their profile.
import "account/show-password";
import "account/theme";
import "account/timezone";
