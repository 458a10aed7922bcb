import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Serves the page from its sources, rebuilt on every change, with API requests proxied to the gateway. Uses this
 * terminal.
 */
export function servePage(root: string, port: number, gatewayPort: string): { stop(): Promise<void> } {
  const cli = join(root, 'node_modules', '@angular', 'cli', 'bin', 'ng.js');
  const child = spawn(process.execPath, [cli, 'serve', 'web', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: root,
    env: { ...process.env, NG_CLI_ANALYTICS: 'false', REPRISE_PORT: gatewayPort },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
