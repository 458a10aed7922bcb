/** Program that the keeper of `npm start` runs: starts Reprise, or restarts the services that crashed. */
import { helpKeeper } from '@reprise/launcher';
import { errorText } from '@reprise/setup';
import { dropClientHandlers } from './drop-client-handlers.ts';
import { pageLink } from './page-link.ts';

dropClientHandlers();
// The compile cache is meant only for this process. Otherwise the services would also keep theirs in memory.
delete process.env['NODE_COMPILE_CACHE'];
const say = (line: string) => console.log(line);
try {
  await helpKeeper(process.env, {
    say,
    ready: (link) => say(`Reprise is ready: ${pageLink(link, process.env['REPRISE_PUBLIC_URL'])}`),
  });
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
// A set-up step that is still running ends with this process.
process.exit();
