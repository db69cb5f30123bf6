# SPDX-License-Identifier: Apache-2.0
"""Asks a service in the way that the first argument names, on the documented ports 18080 and 9993."""

import base64
import json
import sys
import threading

URL = "http://127.0.0.1:18080/net/prediction"
DATA = json.dumps({"key": ["image"], "value": [base64.b64encode(b"an image").decode()]})
way = sys.argv[1]


def by_requests(data=DATA, url=URL):
    import requests

    response = requests.post(url=url, data=data, timeout=10)
    print("status", response.status_code)
    print("answer", json.dumps(response.json(), sort_keys=True))


if way == "requests":
    by_requests()
elif way == "localhost":
    by_requests(url=URL.replace("127.0.0.1", "localhost"))
elif way == "session in threads":
    threads = [threading.Thread(target=by_requests) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
elif way == "stream":
    import requests

    with requests.post(url=URL, data=DATA, stream=True, timeout=10) as response:
        print("answer", b"".join(response.iter_content(7)).decode())
elif way == "urllib":
    import urllib.request

    with urllib.request.urlopen(urllib.request.Request(URL, data=DATA.encode()), timeout=10) as response:
        print("status", response.status)
        print("answer", json.dumps(json.load(response), sort_keys=True))
elif way == "grpc":
    from paddle_serving_server.pipeline import PipelineClient

    client = PipelineClient()
    client.connect(["127.0.0.1:9993"])
    answer = client.predict(feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"])
    print("answer", answer.err_no, list(answer.value))
elif way == "grpc later":
    from paddle_serving_server.pipeline import PipelineClient

    client = PipelineClient()
    client.connect(["127.0.0.1:9993"])
    future = client.predict(feed_dict={"image": "an image", "clientip": "127.0.0.1"}, fetch=["result"], asyn=True)
    print("answer", list(future.result().value))
elif way == "nobody":
    import requests

    try:
        requests.post(url=URL, data=DATA, timeout=10)
    except requests.exceptions.ConnectionError as error:
        print("error", type(error).__name__)
        sys.exit(5)
print("modules", sorted(name for name in ("paddle", "requests", "grpc") if name in sys.modules))
