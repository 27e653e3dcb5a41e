/** Sends to a socket that may be closing. */
export function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The socket is closing. Its close event cleans up.
  }
}
