// A room in which a message goes to everybody. Nothing is stored.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((_, response) => response.end("ok"));
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  socket.join("room");
  socket.on("message", (content) => io.to("room").emit("message", { content, timestamp: new Date() }));
});

http.listen(Number(process.env.PORT), "127.0.0.1");
