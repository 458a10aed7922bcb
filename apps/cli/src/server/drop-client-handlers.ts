/**
 * Removes the handlers that end a client command at once. Ctrl-C is left to the server side, and output that is no
 * longer read is dropped, while the command continues to its own exit code.
 */
export function dropClientHandlers(): void {
  process.removeAllListeners('SIGINT');
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners('error').on('error', () => undefined);
}
