# SPDX-License-Identifier: Apache-2.0
"""Asks a service in the way that the first argument names, on the documented ports 18080 and 9993."""

import base64
import json
import os
import sys
import threading

URL = "http://127.0.0.1:%s/net/prediction" % os.environ.get("CLIENT_PORT", "18080")
RPC = "127.0.0.1:%s" % os.environ.get("CLIENT_RPC_PORT", "9993")
DATA = json.dumps({"key": ["image"], "value": [base64.b64encode(b"an image").decode()]})
way = sys.argv[1]


def by_requests(data=DATA, url=URL):
    import requests

    response = requests.post(url=url, data=data, timeout=10)
    print("status", response.status_code)
    print("answer", json.dumps(response.json(), sort_keys=True))


def pipeline_client():
    from paddle_serving_server.pipeline import PipelineClient

    client = PipelineClient()
    client.connect([RPC])
    return client


def redirecting():
    """Get the address of a server that sends everybody to the service."""
    import http.server

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", URL)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://127.0.0.1:%d/" % server.server_port


if way == "requests":
    by_requests()
elif way == "not JSON":
    import requests

    print("answer", requests.post(url=URL, data=DATA, timeout=10).text)
elif way == "redirected requests":
    import requests

    print("status", requests.get(redirecting(), timeout=10).status_code)
elif way == "localhost":
    by_requests(url=URL.replace("127.0.0.1", "localhost"))
elif way == "elsewhere":
    import socket

    # Loopback too, but nobody documents a service there.
    print("elsewhere", socket.socket().connect_ex(("127.0.0.2", int(os.environ.get("CLIENT_PORT", "18080")))) != 0)
    by_requests()
elif way == "session in threads":
    threads = [threading.Thread(target=by_requests) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
elif way == "fork":
    by_requests()
    sys.stdout.flush()
    child = os.fork()
    if child:
        print("child", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    by_requests()
elif way == "stream":
    import requests

    with requests.post(url=URL, data=DATA, stream=True, timeout=10) as response:
        print("answer", b"".join(response.iter_content(7)).decode())
elif way == "urllib":
    import urllib.request

    with urllib.request.urlopen(urllib.request.Request(URL, data=DATA.encode()), timeout=10) as response:
        print("status", response.status)
        print("answer", json.dumps(json.load(response), sort_keys=True))
        print("rest", response.read())
elif way.startswith("urllib by "):
    import urllib.request

    with urllib.request.urlopen(URL, data=DATA.encode(), timeout=10) as response:
        if way == "urllib by amount":
            print("answer", (response.read(amt=7) + response.read()).decode())
        elif way == "urllib by line":
            print("answer", b"".join(response).decode())
elif way == "redirected urllib":
    import urllib.request

    with urllib.request.urlopen(redirecting(), timeout=10) as response:
        print("answer", response.read().decode())
elif way == "urllib for nothing":
    import urllib.error
    import urllib.request

    try:
        urllib.request.urlopen(URL.replace("/net/", "/other/"), data=DATA.encode(), timeout=10)
    except urllib.error.HTTPError as error:
        print("status", error.code)
        print("answer", error.read().decode())
elif way == "grpc":
    answer = pipeline_client().predict(feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"])
    print("answer", answer.err_no, list(answer.value))
elif way == "grpc later":
    future = pipeline_client().predict(
        feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"], asyn=True
    )
    print("answer", list(future.result().value))
elif way == "grpc not awaited":
    import socket

    # Takes connections, and answers none.
    silent = socket.create_server(("127.0.0.1", 0))
    RPC = "127.0.0.1:%d" % silent.getsockname()[1]
    pipeline_client().predict(
        feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"], asyn=True
    )
elif way == "grpc aio":
    import asyncio

    import grpc
    from paddle_serving_server.pipeline.proto import pipeline_service_pb2, pipeline_service_pb2_grpc

    async def ask():
        async with grpc.aio.insecure_channel("ipv4:" + RPC) as channel:
            stub = pipeline_service_pb2_grpc.PipelineServiceStub(channel)
            return await stub.inference(pipeline_service_pb2.Request(key=["image"], value=["an image"]))

    print("answer", list(asyncio.run(ask()).value))
elif way == "grpc to nobody":
    import grpc

    try:
        pipeline_client().predict(feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"])
    except grpc.RpcError as error:
        print("error", error.code().name)
        sys.exit(6)
elif way == "targets":
    import grpc

    for target in ("ipv4:127.0.0.1:9993,127.0.0.1:9994", "[::1]:9993", "dns:///localhost:9993", "mylocalhost:9993"):
        print("target", sys.modules["tipc_recorder.serving_client"]._led_target(target, {9993: 7}))
elif way == "nobody":
    import requests

    try:
        requests.post(url=URL, data=DATA, timeout=10)
    except requests.exceptions.ConnectionError as error:
        print("error", type(error).__name__)
        sys.exit(5)
print("modules", sorted(name for name in ("paddle", "numpy", "requests", "grpc") if name in sys.modules))
