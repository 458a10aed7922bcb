import { connect, type Server } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * Process started by `openGate` in another network namespace. It receives listening sockets, which stay in the namespace
 * where they were made, and connects each connection to a port on 127.0.0.1 of its own namespace.
 */
process.on('message', (port: number, listening: Server) => {
  listening.on('connection', (outside) => {
    const inside = connect(port, '127.0.0.1');
    // A connection that is cut on one side is cut on the other.
    const cut = () => undefined;
    pipeline(outside, inside, cut);
    pipeline(inside, outside, cut);
  });
});
process.once('disconnect', () => process.exit());
