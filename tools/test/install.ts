import { ensureBuilt } from '../setup/build.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { ensureJava } from '../setup/java.ts';
import { thisMachine } from '../setup/machine.ts';
import { ensureNatsCommand } from '../setup/nats-command.ts';
import { ensureNatsServer } from '../setup/nats-server.ts';
import { ensureNextflow } from '../setup/nextflow.ts';
import { ensurePipelineTools } from '../setup/pipeline-tools.ts';
import { ensurePythonClient } from '../setup/python-client.ts';
import type { Say } from '../setup/run-step.ts';
import { succeeded, type Outcome } from './outcome.ts';

/** Everything that a test needs; a test never skips for want of a part. @throws SetupError */
export async function install(say: Say): Promise<Outcome> {
  const machine = thisMachine();
  await ensureNatsServer(machine, say);
  await ensureJava(machine, say);
  await ensurePipelineTools(machine, say);
  await ensureNextflow(machine, say);
  await ensureChromium(machine, say);
  await ensureNatsCommand(machine, say);
  await ensurePythonClient(machine, say);
  await ensureBuilt(machine, say);
  return succeeded;
}
