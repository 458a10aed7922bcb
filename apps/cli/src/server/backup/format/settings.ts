import { settingNames } from '@reprise/settings';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Names of settings whose values may be secret. Server addresses contain passwords, and their names do not begin like
 * ours.
 */
const SECRET = /TOKEN|SECRET|PASSWORD|KEY/;

/** Settings to note in a backup: those of Reprise that are set, without secrets. */
export function notedSettings(env: Environment): Record<string, string> {
  const noted = settingNames.filter((name) => name.startsWith('REPRISE_') && !SECRET.test(name));
  return Object.fromEntries(noted.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Settings that are usually different in a restore: its folder has to be empty. */
const EXPECTED = new Set(['REPRISE_DATA_DIR']);

/** Returns lines about settings in a backup that are not set here, or are different. Empty if there are none. */
export function aboutSettings(noted: Readonly<Record<string, string>>, env: Environment): string[] {
  const differing = Object.entries(noted).filter(([name, value]) => !EXPECTED.has(name) && env[name] !== value);
  if (differing.length === 0) return [];
  return [
    'These settings were set when the backup was made, and are not set to the same here:',
    ...differing.map(([name, value]) => `  ${name}=${value}`),
  ];
}
