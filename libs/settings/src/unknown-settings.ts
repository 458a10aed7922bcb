import { settings, settingNames } from './settings/index.ts';

/** Variables with the prefix `REPRISE_` that are read elsewhere. */
const OTHERS = [
  // Read by docker-compose.yml and the scripts of the images.
  'REPRISE_INPUTS',
  'REPRISE_PORTS',
  'REPRISE_PIPELINES_IN_CONTAINER',
  'REPRISE_SECRETS',
  // Marks an attempt's processes, because a task may start a Reprise instance.
  'REPRISE_JOB_ID',
  'REPRISE_ATTEMPT',
  // Read by the reprise command.
  'REPRISE_URL',
  'REPRISE_TOKEN',
  // Read by tests.
  'REPRISE_CHROMIUM',
  'REPRISE_SEED',
  'REPRISE_TEST_SCALE',
];

const known: ReadonlySet<string> = new Set([...settingNames, ...OTHERS]);
const suggested = settingNames.filter((name) => name.startsWith('REPRISE_') && !('internal' in settings[name]));

/**
 * Returns a sentence for each unknown `REPRISE_...` variable, because a misspelt setting would otherwise be ignored
 * silently.
 */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('REPRISE_') && value && !known.has(name))
    .map(([name]) => `${name} is no setting; did you mean ${nearest(name)}? Correct it, or unset it`);
}

/** Returns the setting that shares the largest proportion of letter pairs with the name. */
function nearest(name: string): string {
  const own = pairs(name);
  const likeness = (setting: string) => {
    const others = pairs(setting);
    return own.filter((pair) => others.includes(pair)).length / (own.length + others.length);
  };
  return suggested.reduce((best, setting) => (likeness(setting) > likeness(best) ? setting : best));
}

/** The last letter forms a pair with the end. */
const pairs = (name: string) => Array.from(name, (letter, i) => letter + name.charAt(i + 1));
