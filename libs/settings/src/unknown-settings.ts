import { settings, settingNames } from './settings/index.ts';

/** Variables that begin with `REPRISE_` and are read elsewhere. */
const OTHERS = [
  // By docker-compose.yml and the scripts of the images.
  'REPRISE_INPUTS',
  'REPRISE_PIPELINES_IN_CONTAINER',
  'REPRISE_SECRETS',
  // The mark of an attempt's processes: a task may start a Reprise.
  'REPRISE_JOB_ID',
  'REPRISE_ATTEMPT',
  // By the reprise command.
  'REPRISE_URL',
  'REPRISE_TOKEN',
  // By tests.
  'REPRISE_CHROMIUM',
  'REPRISE_SEED',
  'REPRISE_TEST_SCALE',
];

const known: ReadonlySet<string> = new Set([...settingNames, ...OTHERS]);
const suggested = settingNames.filter((name) => name.startsWith('REPRISE_') && !('internal' in settings[name]));

/** Returns a sentence for each variable `REPRISE_...` that nothing reads: a misspelt setting would be ignored silently. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('REPRISE_') && value && !known.has(name))
    .map(([name]) => `${name} is no setting; did you mean ${nearest(name)}? Correct it, or unset it`);
}

/** Returns the setting that shares most pairs of letters with the name, of all that the two have. */
function nearest(name: string): string {
  const own = pairs(name);
  const likeness = (setting: string) => {
    const others = pairs(setting);
    return own.filter((pair) => others.includes(pair)).length / (own.length + others.length);
  };
  return suggested.reduce((best, setting) => (likeness(setting) > likeness(best) ? setting : best));
}

/** The last letter makes one with the end. */
const pairs = (name: string) => Array.from(name, (letter, i) => letter + name.charAt(i + 1));
