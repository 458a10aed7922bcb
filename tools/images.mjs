// Plain JavaScript for any version of Node, because it runs before anything is installed.
import { run } from '../libs/setup/src/under-current-node.mjs';

await run('tools/images/prepare.ts');
