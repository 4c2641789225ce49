"""E-mail addresses: one spelling per mailbox, and how one is shown.

A domain is kept and compared in the form that the network uses (A-labels), by IDNA 2008: fußball.de is not fussball.de.
"""

from __future__ import annotations

import idna

from primetrade.text import normalized

_DOMAIN_LIMIT = 255  # RFC 1035


def fold_email(email: str) -> str:
    """One spelling per mailbox: the local part NFKC and case folded, the domain in A-labels, all trimmed.

    What is no domain comes out in lower case, for `has_domain` to refuse.
    """
    email = email.strip()
    if "@" not in email:
        email = normalized("NFKC", email)
    local, at, domain = email.rpartition("@")
    return f"{normalized('NFKC', local).casefold()}{at}{_network_form(domain)}".strip()


def has_domain(email: str) -> bool:
    """Whether a folded address has a domain that the network can have: one without A-labels is in ASCII by then.

    The mail server itself (localhost, a number) is none: who signs up would have it write to its own operator.
    """
    domain = email.rpartition("@")[2]
    return domain.isascii() and "." in domain and not domain.startswith("[")


def shown_email(email: str) -> str:
    """The address as people write it, with the network's form beside when the two differ.

    Always beside: letters that look like those of another domain are not told apart by a list that is ever complete.
    """
    local, at, domain = email.rpartition("@")
    if "xn--" not in domain:
        return email
    try:
        written = idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return email
    return f"{local}{at}{written} ({domain})" if written != domain else email


def _network_form(domain: str) -> str:
    if domain.isascii() or len(domain) > _DOMAIN_LIMIT:
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return normalized("NFKC", domain).lower()
