"""A Flask-SocketIO room in threading mode, run by an interpreter that has flask-socketio and simple-websocket. As `broadcast_room` else."""

import json
import sys
import threading
import time

import flask  # type: ignore[import-not-found,unused-ignore]  # in an interpreter of its own
import flask_socketio  # type: ignore[import-not-found,import-untyped,unused-ignore]  # as above

app = flask.Flask(__name__)
sockets = flask_socketio.SocketIO(app, async_mode="threading")


@sockets.on("join")  # type: ignore[untyped-decorator,misc,unused-ignore]  # as above
def join(room: str) -> None:
    flask_socketio.join_room(room)


def tell(count: int, rate_hz: float) -> None:
    for _ in sys.stdin:
        cpu_s, began = time.process_time(), time.perf_counter()
        for n in range(count):
            time.sleep(max(0.0, began + n / rate_hz - time.perf_counter()))
            data = {"frame": n, "frames": 900, "fps": 98.7, "eta_s": 12.3, "told_at": time.perf_counter()}
            event = {
                "type": "progress", "id": n + 1, "job_id": "0123456789", "session_id": "s1", "step": "video_rendering", "progress": 88.8,
                "message": "⚡ Video đang được render với composition Scene-Landscape...", "data": data, "timestamp": "2026-01-01T00:00:00+00:00",
            }  # fmt: skip
            sockets.emit("progress", event, to="s1")
        time.sleep(2.0)
        print(json.dumps({"cpu_s": time.process_time() - cpu_s}), flush=True)


if __name__ == "__main__":
    port = int(sys.argv[3])
    threading.Thread(target=tell, args=(int(sys.argv[1]), float(sys.argv[2])), daemon=True).start()
    threading.Timer(1.5, lambda: print(json.dumps({"port": port, "token": ""}), flush=True)).start()
    sockets.run(app, host="127.0.0.1", port=port, allow_unsafe_werkzeug=True, log_output=False)
