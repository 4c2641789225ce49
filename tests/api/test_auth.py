"""The doors of the API, who is calling, oneself, workspaces."""

from __future__ import annotations

import pytest
from django.conf import settings as product
from django.test import Client

from accounts.commands.members import remove_member
from accounts.models import SignIn, User, Workspace
from primetrade.jobs import run_due
from tests.accounts.callers import bearer, by_form, login, me, post, refresh, tokens_of, without_id
from tests.factories import PASSWORD, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db

JOHN = {"name": "John", "email": "john@example.com", "password": "Pass123"}


@pytest.fixture
def ann():
    return PersonFactory(email="ann@example.com", name="Ann")


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def signed_in_by_cookie() -> Client:
    """A browser that holds both token cookies and no session."""
    client = strict()
    login("ann@example.com", client=client)
    return client


def csrf(client: Client) -> dict[str, str]:
    return {"X-CSRFToken": client.cookies[product.CSRF_COOKIE_NAME].value}


# -- register ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def embedded(settings):
    """The rule of the embedded default, whatever database the tests run on."""
    rule = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": rule, "OPTIONS": {"min_length": 6}}]


@pytest.mark.usefixtures("embedded")
def test_registering_answers_201(client):
    answer = post(client, "/api/auth/register", **JOHN)
    assert answer.status_code == 201
    assert answer.json() == {
        "success": True,
        "data": {"email": "john@example.com", "verification": "not_required"},
        "meta": {},
    }
    assert login("john@example.com", "Pass123").status_code == 200


@pytest.mark.usefixtures("embedded")
def test_a_known_address_is_a_conflict_where_no_mail_goes_out(client):
    post(client, "/api/auth/register", **JOHN)
    answer = post(client, "/api/auth/register", **JOHN | {"email": "John@Example.com "})
    assert (answer.status_code, User.objects.count()) == (409, 1)


@pytest.mark.usefixtures("embedded")
def test_where_mail_goes_out_known_and_new_addresses_get_the_same_bytes(client, settings, mailoutbox):
    settings.MAIL_GOES_OUT = True
    post(client, "/api/auth/register", **JOHN)
    answers = [
        post(client, "/api/auth/register", **JOHN | {"email": email})
        for email in ("john@example.com", "ruth@example.com")
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    first, second = (answer.json() for answer in answers)
    assert first["data"].pop("email") == "john@example.com"
    assert second["data"].pop("email") == "ruth@example.com"
    assert first == second == {"success": True, "data": {"verification": "sent"}, "meta": {}}
    assert User.objects.count() == 2
    run_due()
    assert [len(mail.to) for mail in mailoutbox] == [1, 1, 1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "x" * 257),
        ("password", 1234567),
        ("email", "john"),
        ("email", ["john@example.com"]),
        ("email", None),
        ("email", "j" * 300 + "@example.com"),
        ("name", ""),
        ("name", "x" * 101),
    ],
)
def test_what_can_not_be_used_is_named_and_nothing_is_kept(client, field, value):
    answer = post(client, "/api/auth/register", **JOHN | {"password": "a long phrase", field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert User.objects.count() == 0


def test_unknown_fields_are_refused_by_name(client):
    answer = post(client, "/api/auth/register", **JOHN, is_staff=True)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["is_staff"])


@pytest.mark.parametrize("path", ["/api/auth/register", "/api/auth/login", "/api/auth/refresh", "/api/auth/logout"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}, {"Origin": "null"}]
)
def test_the_doors_take_nothing_from_other_sites(ann, path, headers):
    answer = strict().post(
        path, {"email": "ann@example.com", "password": PASSWORD}, "application/json", headers=headers
    )
    assert answer.status_code == 403
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_the_doors_take_json_only(ann, content_type):
    answer = strict().post("/api/auth/login", '{"email": "ann@example.com", "password": "x"}', content_type)
    assert answer.status_code == 415


# -- login ------------------------------------------------------------------------------------------------------------


def test_signing_in_gives_the_person_and_two_tokens(ann):
    data = login("ann@example.com").json()["data"]
    assert sorted(data) == ["access", "refresh", "user"]
    assert data["user"] == {
        "id": str(ann.user.id),
        "email": "ann@example.com",
        "name": "Ann",
        "timezone": "Europe/Berlin",
        "week_start": "monday",
        "theme": "system",
        "created_at": data["user"]["created_at"],
    }
    assert me(data["access"]).json()["data"] == data["user"]


@pytest.mark.parametrize("https", [False, True])
def test_the_cookies_are_as_promised(ann, settings, https):
    settings.HTTPS = https
    answer = login("ann@example.com")
    access, refresh_cookie = answer.cookies["accessToken"], answer.cookies["refreshToken"]
    for cookie in (access, refresh_cookie):
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Strict"
        assert bool(cookie["secure"]) is https
        assert cookie["domain"] == ""
    assert (access["path"], access["max-age"]) == ("/", 900)
    assert (refresh_cookie["path"], refresh_cookie["max-age"]) == ("/api/auth", 604_800)
    assert answer["Cache-Control"] == "no-store"


def test_every_refused_sign_in_is_the_same_answer():
    PersonFactory(email="ann@example.com")
    User.objects.filter(id=PersonFactory(email="disabled@example.com").user.id).update(is_active=False)
    PersonFactory(email="no-password@example.com", password=None)
    tries = [("ann@example.com", "wrong"), ("nobody@example.com", PASSWORD), ("disabled@example.com", PASSWORD),
             ("no-password@example.com", PASSWORD), ("not an address", PASSWORD), ("x" * 5000, PASSWORD)]  # fmt: skip
    first, *others = [login(*one) for one in tries]
    assert first.status_code == 401
    for other in others:
        assert without_id(other) == without_id(first)
        assert sorted(other.cookies) == sorted(first.cookies)
        assert {**other.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("spelling", ["ANN@example.com", " ann@example.com", "ａｎｎ@example.com"])
def test_every_spelling_of_an_address_is_the_same_person(ann, spelling):
    assert login(spelling).status_code == 200


def test_a_huge_password_is_refused_before_it_is_hashed(ann, monkeypatch):
    monkeypatch.setattr("accounts.commands.sign_up.authenticate", lambda *args, **kwargs: pytest.fail("hashed"))
    assert login("ann@example.com", "x" * 900_000).status_code == 422
    assert login("ann@example.com", "x" * 1_100_000).status_code in (400, 413)


# -- refresh and logout -----------------------------------------------------------------------------------------------


def test_refreshing_by_cookie_needs_the_csrf_token(ann):
    client = signed_in_by_cookie()
    assert post(client, "/api/auth/refresh").status_code == 403
    answer = client.generic("POST", "/api/auth/refresh", headers=csrf(client))
    assert answer.status_code == 200
    assert answer.cookies["refreshToken"].value == answer.json()["data"]["refresh"]


def test_refreshing_without_a_token_is_refused(client):
    assert post(client, "/api/auth/refresh").status_code == 401


def test_a_header_beside_it_means_that_the_refresh_cookie_is_not_read(ann):
    client = signed_in_by_cookie()
    assert client.generic("POST", "/api/auth/refresh", headers=csrf(client) | bearer("x")).status_code == 401


def by_access(client: Client, held: dict):
    return client.generic("POST", "/api/auth/logout", headers=bearer(held["access"]))


def by_refresh(client: Client, held: dict):
    return post(client, "/api/auth/logout", refresh=held["refresh"])


@pytest.mark.parametrize("way", [by_access, by_refresh])
def test_signing_out_by_a_token_ends_all_that_stands_on_its_sign_in(ann, client, way):
    held = tokens_of("ann@example.com")
    answer = way(client, held)
    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache"'
    assert {answer.cookies[name].value for name in ("accessToken", "refreshToken")} == {""}
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)


def test_signing_out_by_cookie_needs_the_csrf_token(ann):
    client = signed_in_by_cookie()
    assert client.generic("POST", "/api/auth/logout").status_code == 403
    access = client.cookies["accessToken"].value
    assert client.generic("POST", "/api/auth/logout", headers=csrf(client)).status_code == 200
    assert me(access).status_code == 401


def test_signing_out_by_the_refresh_cookie_alone(ann):
    client = signed_in_by_cookie()
    access = client.cookies.pop("accessToken").value
    assert client.generic("POST", "/api/auth/logout").status_code == 403
    assert client.generic("POST", "/api/auth/logout", headers=csrf(client)).status_code == 200
    assert me(access).status_code == 401


def test_signing_out_by_the_session_ends_the_browsers_sign_in(ann):
    client = by_form("ann@example.com")
    assert post(client, "/api/auth/logout").status_code == 200
    assert client.get("/dashboard").status_code == 302


def test_signing_out_nobody_is_refused(client):
    assert post(client, "/api/auth/logout").status_code == 401
    assert post(client, "/api/auth/logout", refresh="x").status_code == 401


# -- who is calling ---------------------------------------------------------------------------------------------------


def test_nobody_is_told_to_sign_in(client):
    answer = client.get("/api/users/me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="PrimeTrade"')
    assert answer["Content-Type"] == "application/problem+json"


def test_the_header_beats_the_cookie_beats_the_session(ann):
    bob, cem = PersonFactory(email="bob@example.com"), PersonFactory(email="cem@example.com")
    client = by_form("ann@example.com")
    login("bob@example.com", client=client)
    header = bearer(tokens_of("cem@example.com")["access"])

    def caller(**extra) -> str:
        return client.get("/api/users/me", **extra).json()["data"]["email"]

    assert caller(headers=header) == cem.user.email
    assert caller() == bob.user.email
    del client.cookies["accessToken"]
    assert caller() == "ann@example.com"


def test_a_broken_header_is_refused_whatever_the_cookies_say(ann):
    client = by_form("ann@example.com")
    assert client.get("/api/users/me", headers=bearer("broken")).status_code == 401


def test_a_dead_token_in_a_cookie_does_not_hide_the_session(ann):
    client = by_form("ann@example.com")
    login("ann@example.com", client=client)
    client.cookies["accessToken"] = "dead"
    assert client.get("/api/users/me").status_code == 200


def browser_with_token() -> Client:
    return signed_in_by_cookie()


def browser_with_session() -> Client:
    client = strict()
    client.force_login(User.objects.get(email="ann@example.com"))
    client.get("/login")
    client.cookies[product.CSRF_COOKIE_NAME] = "a" * 32
    return client


@pytest.mark.parametrize("browser", [browser_with_token, browser_with_session])
def test_what_cookies_speak_for_needs_the_csrf_token_to_change_anything(ann, browser):
    client = browser()
    body = {"data": {"name": "Mallory"}, "content_type": "application/json"}
    assert client.get("/api/users/me").status_code == 200
    assert client.patch("/api/users/me", **body).status_code == 403
    assert (
        client.patch("/api/users/me", **body, headers={"Origin": "https://evil.test"} | csrf(client)).status_code == 403
    )
    assert (
        client.patch("/api/users/me", **body, headers={"Sec-Fetch-Site": "cross-site"} | csrf(client)).status_code
        == 403
    )
    assert User.objects.get(email="ann@example.com").name == "Ann"
    assert client.patch("/api/users/me", **body, headers=csrf(client)).status_code == 200


def test_a_header_needs_no_csrf_token(ann):
    held = tokens_of("ann@example.com")
    answer = strict().patch("/api/users/me", {"name": "Anna"}, "application/json", headers=bearer(held["access"]))
    assert answer.status_code == 200


# -- which workspace --------------------------------------------------------------------------------------------------


def members(access: str, slug: str, query: str = "", **headers: str):
    return Client().get(f"/api/workspaces/{slug}/members{query}", headers=bearer(access) | headers)


def test_a_foreign_workspace_is_one_that_does_not_exist(ann):
    foreign, held = PersonFactory().workspace.slug, tokens_of("ann@example.com")
    for query in ("?workspace={}", ""):
        answers = [
            Client().get(
                "/api/workspaces" + query.format(slug),
                headers=bearer(held["access"]) | ({} if query else {"X-Workspace": slug}),
            )
            for slug in (foreign, "nowhere", "No%20where")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert without_id(answers[0]) == without_id(answers[1]) == without_id(answers[2])
    assert without_id(members(held["access"], foreign)) == without_id(members(held["access"], "nowhere"))


def test_parameter_and_header_must_name_the_same_workspace(ann):
    held, slug = tokens_of("ann@example.com"), ann.workspace.slug
    assert (
        Client()
        .get(f"/api/workspaces?workspace={slug}", headers=bearer(held["access"]) | {"X-Workspace": slug})
        .status_code
        == 200
    )
    answer = Client().get(
        f"/api/workspaces?workspace={slug}", headers=bearer(held["access"]) | {"X-Workspace": "other"}
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["workspace"])


def test_a_person_who_was_removed_finds_nothing_on_the_next_request(ann):
    bob = MemberFactory(of=ann, email="bob@example.com")
    held = tokens_of("bob@example.com")
    assert members(held["access"], ann.workspace.slug).status_code == 200
    remove_member(ann, member=bob.user.id)
    assert members(held["access"], ann.workspace.slug).status_code == 404


# -- oneself, workspaces, members -------------------------------------------------------------------------------------


def test_one_changes_what_one_says_about_oneself(ann):
    held = tokens_of("ann@example.com")
    change = {"name": "Anna ", "timezone": "Asia/Tokyo", "week_start": "sunday", "theme": "dark"}
    answer = Client().patch("/api/users/me", change, "application/json", headers=bearer(held["access"]))
    assert answer.json()["data"] | change | {"name": "Anna"} == answer.json()["data"]
    assert answer.json()["data"] == me(held["access"]).json()["data"]


@pytest.mark.parametrize(
    ("change", "status", "named"),
    [
        ({"name": ""}, 422, "name"),
        ({"name": 7}, 422, "name"),
        ({"timezone": "Mars/Olympus"}, 422, "timezone"),
        ({"week_start": "friday"}, 422, "week_start"),
        ({"week_start": 1}, 422, "week_start"),
        ({"theme": "neon"}, 422, "theme"),
        ({"email": "bob@example.com"}, 422, "email"),
        ({"is_staff": True}, 400, "is_staff"),
        ({"id": "0190b8f0-0000-7000-8000-000000000000"}, 422, "id"),
    ],
)
def test_what_one_can_not_say_about_oneself_is_refused_by_name(ann, change, status, named):
    held = tokens_of("ann@example.com")
    answer = Client().patch("/api/users/me", change, "application/json", headers=bearer(held["access"]))
    assert (answer.status_code, list(answer.json()["errors"])) == (status, [named])


def test_workspaces_and_roles_are_listed(ann):
    bob = MemberFactory(of=ann, email="bob@example.com", role="admin")
    held = tokens_of("bob@example.com")
    home = Workspace.objects.get(id=bob.user.personal_workspace_id)
    rows = Client().get("/api/workspaces", headers=bearer(held["access"])).json()["data"]
    assert {(row["slug"], row["role"], row["is_personal"]) for row in rows} == {
        (ann.workspace.slug, "admin", True),
        (home.slug, "owner", True),
    }


def test_members_are_listed_by_name(ann):
    bob = MemberFactory(of=ann, email="bob@example.com", name="Bob")
    held = tokens_of("bob@example.com")
    assert members(held["access"], ann.workspace.slug).json()["data"] == [
        {"id": str(ann.user.id), "name": "Ann", "email": "ann@example.com", "role": "owner"},
        {"id": str(bob.user.id), "name": "Bob", "email": "bob@example.com", "role": "member"},
    ]
