// Says that this browser runs scripts, so that the server may send skeletons that they fill (dashboard/views.py).

document.cookie = `scripts=on; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
