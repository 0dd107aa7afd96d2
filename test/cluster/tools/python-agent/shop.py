# a program that knows nothing of tracing: it serves, and asks itself once a second
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

PORT = 8090


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"sold")

    def log_message(self, *_):
        pass


threading.Thread(target=HTTPServer(("", PORT), Shop).serve_forever, daemon=True).start()
while True:
    urllib.request.urlopen(f"http://127.0.0.1:{PORT}/orders").read()
    time.sleep(1)
