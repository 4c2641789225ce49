"""One spelling per mailbox: the local part folded, the domain by IDNA 2008; and what a person sees of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primetrade.mailboxes import fold_email, has_domain, shown_email

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(("typed", "kept"), [
    (" Ann@EXAMPLE.org ", "ann@example.org"),
    ("ａｎｎ@example.org", "ann@example.org"),
    ("STRASSE@example.org", "strasse@example.org"),
    ("straße@example.org", "strasse@example.org"),  # the local part as ever
    ("ann@fussball.de", "ann@fussball.de"),
    ("ann@fußball.de", "ann@xn--fuball-cta.de"),
    ("ann@FUẞBALL.de", "ann@xn--fuball-cta.de"),
    ("ann@XN--FUBALL-CTA.de", "ann@xn--fuball-cta.de"),
    ("ann@MÜNCHEN.de", "ann@xn--mnchen-3ya.de"),
    ("ann@mu\u0308nchen.de", "ann@xn--mnchen-3ya.de"),
    ("ann@日本。jp", "ann@xn--wgv71a.jp"),
    ("ann@ｅｘａｍｐｌｅ．org", "ann@example.org"),
    ("ann＠example.org", "ann@example.org"),
    ("ann@ab--cd.org", "ann@ab--cd.org"),
    ("no address", "no address"),
])  # fmt: skip
def test_one_mailbox_has_one_spelling(typed: str, kept: str) -> None:
    assert fold_email(typed) == kept
    assert has_domain(kept) == ("@" in kept)


OUR_OWN = ["root@localhost", "ann@[127.0.0.1]", "ann@[::1]", "ann@mailhost"]


@pytest.mark.parametrize("typed", ["ann@☃.net", "ann@a\u200db.org", "ann@-ü.de", f"ann@{'ü' * 64}.de", *OUR_OWN])
def test_what_the_network_can_not_have_is_no_domain(typed: str) -> None:
    assert not has_domain(fold_email(typed))


@given(st.text(max_size=60), st.text(max_size=60))
def test_folding_twice_changes_nothing_and_nothing_breaks_it(local: str, domain: str) -> None:
    once = fold_email(f"{local}@{domain}")
    assert fold_email(once) == once
    assert shown_email(once)


@pytest.mark.parametrize(("kept", "shown"), [
    ("ann@example.org", "ann@example.org"),
    ("ann@xn--fuball-cta.de", "ann@fußball.de (xn--fuball-cta.de)"),
    ("ann@xn--80ak6aa92e.com", "ann@аррӏе.com (xn--80ak6aa92e.com)"),
    ("ann@xn--pple-43d.com", "ann@аpple.com (xn--pple-43d.com)"),
    ("ann@xn--a.com", "ann@xn--a.com"),
    ("ann@xn--n3h.net", "ann@xn--n3h.net"),
    ("", ""),
])  # fmt: skip
def test_a_domain_of_other_letters_is_shown_with_what_it_is_for_the_network(kept: str, shown: str) -> None:
    assert shown_email(kept) == shown
