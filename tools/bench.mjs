// Plain JavaScript for any version of Node, because it runs before anything is installed.
import { forWholeLogs, run } from '../libs/setup/src/under-current-node.mjs';

await run('tools/bench/main.ts', forWholeLogs);
