// Checks whether this runner has received its own heartbeat within its lease; exits with 1 if not.
import { statSync } from 'node:fs';

const { REPRISE_DATA_DIR, REPRISE_RUNNER_LEASE } = process.env;
const heard = statSync(`${REPRISE_DATA_DIR}/runner.heard`).mtimeMs;
process.exit(Date.now() - heard < Number.parseFloat(REPRISE_RUNNER_LEASE || '15s') * 1000 ? 0 : 1);
