"""Access and refresh tokens: what they say, how they rotate, when they die, what is refused."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import SignIn, User
from tests.accounts.callers import bearer, login, me, refresh, tokens_of, without_id
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return PersonFactory(email="ann@example.com")


@pytest.fixture
def held(ann):
    return tokens_of("ann@example.com")


def said(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def signed(claims: dict, key: str | None = None, algorithm: str = "HS256", **headers: str) -> str:
    secret = tokens._ring()._keys[tokens.newest_key_id()].signing_key
    kid = {"kid": tokens.newest_key_id()} | headers
    return jwt.encode(claims, secret if key is None else key, algorithm=algorithm, headers=kid)


def successor(token: str) -> str:
    return refresh(token).json()["data"]["refresh"]


# -- what they say ----------------------------------------------------------------------------------------------------


def test_a_token_names_a_person_and_a_sign_in_and_nothing_else(ann, held):
    sign_in = SignIn.objects.get()
    common = {"sub": str(ann.user.id), "fam": str(sign_in.id), "iss": "primetrade", "aud": "primetrade-api"}
    issued = int(sign_in.rotated_at.timestamp())
    assert said(held["access"]) == common | {"type": "access", "iat": issued, "exp": issued + 900}
    assert said(held["refresh"]) == common | {"type": "refresh", "iat": issued, "exp": issued + 604_800, "gen": 0}


def test_nothing_of_a_token_is_stored(held, tmp_path):
    refresh(held["refresh"])
    call_command("dumpdata", output=tmp_path / "dump.json")
    dump = (tmp_path / "dump.json").read_text()
    assert "sign" in dump
    assert "eyJ" not in dump
    assert not any(token.rpartition(".")[2] in dump for token in (held["access"], held["refresh"]))


# -- rotation ---------------------------------------------------------------------------------------------------------


def test_a_refresh_gives_new_tokens_that_work(held):
    answer = refresh(held["refresh"])
    assert answer.status_code == 200
    new = answer.json()["data"]
    assert sorted(new) == ["access", "refresh"]
    assert new["refresh"] != held["refresh"]
    assert me(new["access"]).status_code == 200


def test_a_lost_answer_can_be_asked_for_again_byte_for_byte_while_the_grace_lasts(held, time_machine):
    first = refresh(held["refresh"]).content
    time_machine.move_to(timezone.now() + timedelta(seconds=9))
    assert refresh(held["refresh"]).content == first


def test_a_refresh_token_used_again_after_the_grace_ends_its_sign_in(held, time_machine):
    new = refresh(held["refresh"]).json()["data"]
    time_machine.move_to(timezone.now() + timedelta(seconds=11))
    assert refresh(held["refresh"]).status_code == 401
    assert refresh(new["refresh"]).status_code == 401
    assert me(new["access"]).status_code == 401


def test_a_token_two_generations_old_ends_its_sign_in_at_once(held):
    newest = successor(successor(held["refresh"]))
    assert refresh(held["refresh"]).status_code == 401
    assert refresh(newest).status_code == 401


def test_only_the_sign_in_of_the_replayed_token_ends(held):
    other = tokens_of("ann@example.com")
    successor(successor(held["refresh"]))
    refresh(held["refresh"])
    assert refresh(other["refresh"]).status_code == 200


def test_a_sign_in_ends_thirty_days_after_it_began_however_often_it_is_renewed(held, time_machine):
    start, token = timezone.now(), held["refresh"]
    for days in (6, 12, 18, 24, 29.9):
        time_machine.move_to(start + timedelta(days=days))
        answer = refresh(token)
        assert answer.status_code == 200
        token = answer.json()["data"]["refresh"]
    assert said(token)["exp"] <= (start + timedelta(days=30)).timestamp() + 1
    time_machine.move_to(start + timedelta(days=30, seconds=11))
    assert refresh(token).status_code == 401


def test_a_refresh_token_lives_seven_days_and_an_access_token_a_quarter_of_an_hour(held, time_machine):
    start = timezone.now()
    time_machine.move_to(start + timedelta(minutes=15, seconds=11))
    assert me(held["access"]).status_code == 401
    time_machine.move_to(start + timedelta(days=7, seconds=11))
    assert refresh(held["refresh"]).status_code == 401


def test_a_remembered_token_is_over_when_it_is_over(held, time_machine):
    assert me(held["access"]).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=15, seconds=11))
    assert me(held["access"]).status_code == 401


def test_a_clock_a_few_seconds_ahead_is_borne_and_one_minutes_ahead_is_not(held, time_machine):
    now = timezone.now()
    claims = said(held["access"])
    ahead, far_ahead = (signed(claims | {"iat": claims["iat"] + seconds}) for seconds in (5, 300))
    time_machine.move_to(now, tick=False)
    assert me(ahead).status_code == 200
    assert me(far_ahead).status_code == 401


# -- keys -------------------------------------------------------------------------------------------------------------


def test_keys_are_exchanged_without_signing_anybody_out(settings, held):
    old = settings.TOKEN_KEYS
    settings.TOKEN_KEYS = ["k" * 48, *old]
    assert me(held["access"]).status_code == 200
    new = refresh(held["refresh"]).json()["data"]
    settings.TOKEN_KEYS = ["k" * 48]
    assert me(new["access"]).status_code == 200
    assert me(held["access"]).status_code == 401


def test_the_same_successor_comes_back_although_the_keys_were_exchanged_in_between(settings, held):
    first = refresh(held["refresh"]).content
    settings.TOKEN_KEYS = ["k" * 48, *settings.TOKEN_KEYS]
    assert refresh(held["refresh"]).content == first


# -- refused ----------------------------------------------------------------------------------------------------------


def forged(held: dict) -> dict[str, str]:
    claims, other = said(held["access"]), str(User.objects.exclude(email="ann@example.com").get().id)
    head, _, tail = held["access"].split(".")
    edited = base64.urlsafe_b64encode(json.dumps(claims | {"sub": other}).encode()).rstrip(b"=").decode()
    return {
        "nothing": "",
        "words": "a.b.c",
        "no signature": jwt.encode(claims, "", algorithm="none", headers={"kid": tokens.newest_key_id()}),
        "another algorithm": signed(claims, algorithm="HS512"),
        "another key": signed(claims, key="x" * 48),
        "an unknown key's name": signed(claims, kid="0" * 16),
        "a path as the key's name": signed(claims, kid="../../dev/null"),
        "no key's name": jwt.encode(claims, "x" * 48, algorithm="HS256"),
        "an edited person": f"{head}.{edited}.{tail}",
        "another's person, rightly signed": signed(claims | {"sub": other}),
        "a sign-in that is not there": signed(claims | {"fam": str(uuid4())}),
        "no end": signed({name: value for name, value in claims.items() if name != "exp"}),
        "an end that is no number": signed(claims | {"exp": "tomorrow"}),
        "over": signed(claims | {"exp": claims["iat"] - 60}),
        "for somebody else": signed(claims | {"aud": "elsewhere"}),
        "by somebody else": signed(claims | {"iss": "elsewhere"}),
        "no kind": signed({name: value for name, value in claims.items() if name != "type"}),
        "a refresh token": held["refresh"],
        "a key to come": "pt_7Qm2cX9vT4dLw8sB1nEo5hRk",
        "far too long": "x" * 100_000,
        "not ASCII": "ä.ö.ü",
    }


FORGERIES = (
    "nothing", "words", "no signature", "another algorithm", "another key", "an unknown key's name",
    "a path as the key's name", "no key's name", "an edited person", "another's person, rightly signed",
    "a sign-in that is not there", "no end", "an end that is no number", "over", "for somebody else",
    "by somebody else",
    "no kind", "a refresh token", "a key to come", "far too long", "not ASCII",
)  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_token_that_is_not_ours_alive_and_of_its_kind_is_refused_with_one_answer(held, name):
    PersonFactory()
    answer, plain = me(forged(held)[name]), me("broken")
    assert answer.status_code == 401
    assert without_id(answer) == without_id(plain)
    assert answer["WWW-Authenticate"] == plain["WWW-Authenticate"] == 'Bearer realm="PrimeTrade"'


def test_an_access_token_does_not_refresh(held):
    assert without_id(refresh(held["access"])) == without_id(refresh("broken"))
    assert refresh(held["refresh"]).status_code == 200


@pytest.mark.parametrize("header", ["", "Basic YTpi", "Bearer", "bearer  ", "Token x"])
def test_an_authorization_header_that_is_no_token_is_refused(held, header):
    assert Client().get("/api/users/me", headers={"Authorization": header}).status_code == 401


def test_the_scheme_may_be_spelled_in_any_case(held):
    assert Client().get("/api/users/me", headers={"Authorization": f"bEARER {held['access']}"}).status_code == 200


def test_a_generation_from_the_future_is_refused(held):
    assert refresh(signed(said(held["refresh"]) | {"gen": 7})).status_code == 401


def test_an_ended_sign_in_ends_its_tokens_and_no_others(held):
    other = login("ann@example.com").json()["data"]
    SignIn.objects.filter(id=said(held["access"])["fam"]).update(ended_at=timezone.now())
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)
    assert me(other["access"]).status_code == 200


def test_the_caller_is_asked_for_once_a_request(held, django_assert_num_queries):
    me(held["access"])
    with django_assert_num_queries(1):
        assert Client().get("/api/users/me", headers=bearer(held["access"])).status_code == 200
