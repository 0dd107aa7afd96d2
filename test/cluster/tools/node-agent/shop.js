// a program that knows nothing of tracing: it serves, and asks itself once a second
const { createServer, get } = require('node:http');

const server = createServer((_, response) => response.end('sold'));
server.listen(8080, () => {
  setInterval(() => get('http://localhost:8080/orders', (answer) => answer.resume()), 1000);
});
