import { ensureJava, ensureNextflowVersion, errorText, thisMachine } from '@reprise/setup';

/** `npm run nextflow -- <version>`: installs that Nextflow beside the one of set-up, and prints its path. */
const say = (line: string) => console.error(line);
try {
  const [version] = process.argv.slice(2);
  if (!version) throw new Error('Name a version: npm run nextflow -- 23.10.1');
  const machine = thisMachine();
  await ensureJava(machine, say);
  console.log(await ensureNextflowVersion(machine, version, say));
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
