import http.client
import itertools
import json
import threading

import pytest

from vla_r1_server.generator import BadImage
from vla_r1_server.server import MAX_BODY_BYTES, Server
from vla_r1_server.stub import Stub

BOX = "Pick up the can. Please output the 2D affordance region define by bounding box"
PATH = "Pick up the can. Please output the optimal trajectory of the end-effector"


@pytest.fixture
def serve():
    servers = []

    def start(generator, fates=(None,)):
        server = Server(("127.0.0.1", 0), generator, itertools.chain(fates, itertools.repeat(fates[-1])))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.server_address

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def post(address, body, headers=None, path="/generate_multipart"):
    connection = http.client.HTTPConnection(*address, timeout=10)
    try:
        connection.request("POST", path, body, headers or {"Content-Type": "multipart/form-data; boundary=edge"})
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())
    finally:
        connection.close()


def form(prompt, image=b"\xff\xd8picture", image_type="image/jpeg"):
    parts = [f'--edge\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n{prompt}\r\n'.encode()]
    if image is not None:
        head = f'--edge\r\nContent-Disposition: form-data; name="image"; filename="a"\r\nContent-Type: {image_type}'
        parts.append(head.encode() + b"\r\n\r\n" + image + b"\r\n")
    return b"".join(parts) + b"--edge--\r\n"


def output(result):
    return json.loads(result.split("<output>")[1].split("</output>")[0])


def test_a_box_and_a_path_in_the_form_of_the_model(serve):
    address = serve(Stub())
    status, reply = post(address, form(BOX))
    assert status == 200
    assert reply["result"].startswith("<think>")
    assert output(reply["result"]).keys() == {"x", "y", "width", "height"}
    path = output(post(address, form(PATH))[1]["result"])
    assert [len(point) for point in path] == [2, 2, 2, 2]
    assert all(0 <= value <= 1 for point in path for value in point)


def test_the_same_question_gets_the_same_answer_and_another_picture_another(serve):
    address = serve(Stub())
    assert post(address, form(BOX)) == post(address, form(BOX))
    assert post(address, form(BOX)) != post(address, form(BOX, b"\xff\xd8other"))
    assert post(address, form(BOX, None))[0] == 200, "the released server takes a question without a picture"


def test_health_says_ok_and_what_answers(serve):
    connection = http.client.HTTPConnection(*serve(Stub()), timeout=10)
    connection.request("GET", "/health")
    health = json.loads(connection.getresponse().read())
    connection.close()
    assert health["ok"] is True
    assert health["model"].startswith("stub-")


class Difficult:
    def identity(self):
        return {}

    def generate(self, prompt, image):
        raise BadImage("no picture") if image == b"?" else MemoryError("no room")


def test_mistakes_are_400_and_trouble_is_500_and_neither_ends_the_server(serve):
    address = serve(Difficult())
    assert post(address, form(BOX, b"?")) == (400, {"detail": "no picture"})
    assert post(address, form(BOX)) == (500, {"detail": "MemoryError: no room"})
    assert post(address, form(BOX, image_type="text/html"))[0] == 400
    assert post(address, b"--edge--\r\n") == (400, {"detail": "expected a field 'prompt'"})
    assert post(address, form(BOX), path="/generate")[0] == 404


def test_a_body_of_unknown_or_absurd_length_is_not_read(serve):
    address = serve(Stub())
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    assert post(address, iter([form(BOX)] * 200), headers)[0] == 411
    assert post(address, None, {**headers, "Content-Length": str(MAX_BODY_BYTES + 1)})[0] == 413


def test_faults_come_in_turn_and_the_last_stays(serve):
    address = serve(Stub(), ("error", None))
    assert [post(address, form(BOX))[0] for _ in range(3)] == [500, 200, 200]
    address = serve(Stub(), ("half",))
    with pytest.raises(http.client.IncompleteRead):
        post(address, form(BOX))
