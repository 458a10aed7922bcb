/** The environment variables by which people set Reprise; docs/operations.md says what each does. */
const SETTINGS = [
  'REPRISE_PORT',
  'REPRISE_HOST',
  'REPRISE_TRUST_PROXY',
  'REPRISE_DATA_DIR',
  'REPRISE_PIPELINES',
  'REPRISE_INPUT_ROOTS',
  'REPRISE_NEXTFLOW',
  'REPRISE_RUNNER_SLOTS',
  'REPRISE_CANCEL_GRACE',
  'REPRISE_RUNNER_LEASE',
  'REPRISE_DISK_RESERVE',
  'REPRISE_CGROUP',
  'REPRISE_NATS_PORT',
  'REPRISE_POSTGRES_PORT',
  'REPRISE_NATS_REPLICAS',
  'REPRISE_RATE_LIMIT',
  'REPRISE_COMMAND_RATE_LIMIT',
  'REPRISE_REASON_REQUIRED',
  'REPRISE_AUDIT_SIGN_EVERY',
  'REPRISE_AUDIT_HEADS_DIR',
  'REPRISE_WEBHOOK_ALLOW_PRIVATE',
  'REPRISE_LOG_LEVEL',
];

const OTHERS = [
  // What a service is told by who starts it: `npm start`, or its image.
  'REPRISE_TOKEN_FILE',
  'REPRISE_WEB_DIR',
  'REPRISE_BUILTIN_PIPELINES',
  // What docker-compose.yml and the scripts of the images read.
  'REPRISE_INPUTS',
  'REPRISE_PIPELINES_IN_CONTAINER',
  'REPRISE_SECRETS',
  // The mark of an attempt's processes: a task may start a Reprise.
  'REPRISE_JOB_ID',
  'REPRISE_ATTEMPT',
  // What tests read.
  'REPRISE_CHROMIUM',
  'REPRISE_SEED',
];

/** A sentence for each variable `REPRISE_...` that nothing reads: a misspelt setting would be absent without a word. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('REPRISE_') && value && ![...SETTINGS, ...OTHERS].includes(name))
    .map(([name]) => `${name} is no setting; did you mean ${nearest(name)}? Correct it, or unset it`);
}

/** The setting that shares most pairs of letters with the name, of all that the two have. */
function nearest(name: string): string {
  const own = pairs(name);
  const likeness = (setting: string) => {
    const others = pairs(setting);
    return own.filter((pair) => others.includes(pair)).length / (own.length + others.length);
  };
  return SETTINGS.reduce((best, setting) => (likeness(setting) > likeness(best) ? setting : best));
}

/** The last letter makes one with the end. */
const pairs = (name: string) => Array.from(name, (letter, i) => letter + name.charAt(i + 1));
