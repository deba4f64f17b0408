"""A form that is sent again, because its reply was lost or a button was pressed twice, is handed in once."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client, RequestFactory

from harbour import Harbour
from onetext.process.comments import Comment
from onetext.web.once import name_of

pytestmark = pytest.mark.parametrize("place", ["file", "postgres"], indirect=True)

KEY = "a-key-of-a-form-once"
DOOR = "/n/harbour/do/comment/"


def send(client: Client, words: str = "Who pays?", **more: str) -> None:
    fields = {"provision": "paaaaaaaa1", "text": words, "next": "/n/harbour/", **more}
    answer = client.post(DOOR, fields)
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, "/n/harbour/")


def comments(harbour: Harbour) -> list[tuple[str, str]]:
    return [(act.author, act.body.text) for act in harbour.view().acts if isinstance(act.body, Comment)]


def test_a_form_has_a_fresh_key_each_time(served: dict[str, Client]) -> None:
    pages = [served["ash"].get(f"{DOOR}?provision=paaaaaaaa1").content.decode() for _ in range(2)]
    keys = {page.partition('name="once" value="')[2].partition('"')[0] for page in pages}
    assert len(keys) == 2
    assert all(len(key) > 16 for key in keys)


def test_what_is_sent_again_is_one_act_and_answered_as_before(served: dict[str, Client], harbour: Harbour) -> None:
    for _ in range(3):
        send(served["ash"], once=KEY)
    assert comments(harbour) == [("mayor-ash", "Who pays?")]


def test_what_is_sent_again_is_recognised_although_its_short_name_is_taken_now(
    served: dict[str, Client], harbour: Harbour
) -> None:
    for _ in range(2):
        send(served["ash"], once=KEY, name="question")
    assert comments(harbour) == [("mayor-ash", "Who pays?")]


def test_other_words_under_the_same_key_are_not_lost(served: dict[str, Client], harbour: Harbour) -> None:
    send(served["ash"], once=KEY)
    send(served["ash"], "Who pays, and when?", once=KEY)
    assert [words for _, words in comments(harbour)] == ["Who pays?", "Who pays, and when?"]


def test_the_same_key_from_another_account_tells_nothing_of_the_first(
    served: dict[str, Client], harbour: Harbour
) -> None:
    for name in ("ash", "birch"):
        send(served[name], once=KEY)
    assert [author for author, _ in comments(harbour)] == ["mayor-ash", "mayor-birch"]


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with spaces in a key of a form"])
def test_a_form_without_a_good_key_is_handed_in_each_time(
    served: dict[str, Client], harbour: Harbour, key: str
) -> None:
    for _ in range(2):
        send(served["ash"], **({"once": key} if key else {}))
    assert len(comments(harbour)) == 2


def test_a_form_that_was_refused_can_be_sent_again(served: dict[str, Client], harbour: Harbour) -> None:
    refused = served["ash"].post(DOOR, {"provision": "pzzzzzzzzz", "text": "Who pays?", "once": KEY})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    send(served["ash"], once=KEY)
    assert len(comments(harbour)) == 1


def test_two_submissions_of_one_form_at_once_are_one_act(harbour: Harbour) -> None:
    from onetext.record.errors import AlreadyRecorded
    from onetext.record.record import Draft

    def submit(_: int) -> int:
        try:
            return len(harbour.record.submit(Draft(Comment("paaaaaaaa1", "Who pays?"), "ash", "ash"), once="secret"))
        except AlreadyRecorded:
            return 0

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(submit, range(24))) == 1
    assert len(comments(harbour)) == 1


def test_a_file_belongs_to_what_was_sent(served: dict[str, Client], rf: RequestFactory) -> None:
    from onetext.web.asked import Asked

    names = []
    for content in (b"one", b"two", b"one"):
        request = rf.post(DOOR, {"once": KEY, "document": SimpleUploadedFile("draft.txt", content)})
        request.user = type("Somebody", (), {"pk": 1})()
        names.append(name_of(request, Asked("harbour", "mayor-ash", "ash")))
        document = request.FILES["document"]
        assert isinstance(document, UploadedFile)
        assert document.read() == content
    assert names[0] == names[2] != names[1]
    assert served
