import { builtApp, type BuiltProject, checkout, ensureBuilt, thisMachine } from '@reprise/setup';

/**
 * The built entry of an app, as it is installed. `npm test` has built it; otherwise it is built here if it has changed.
 */
export async function builtEntry(project: BuiltProject): Promise<string> {
  if (!process.env['NPM_TEST_BUILT']) await ensureBuilt(thisMachine(), () => undefined, [project]);
  return builtApp(checkout, project);
}
