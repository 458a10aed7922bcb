import {
  atOnce,
  ensureBuilt,
  ensureChromium,
  ensureCrateValidator,
  ensureDocker,
  ensureJava,
  ensureNatsCommand,
  ensureNatsServer,
  ensureNextflow,
  ensureNextflowVersion,
  ensurePipelineTools,
  ensurePodman,
  ensurePythonClient,
  ensureSge,
  ensureSlurm,
  type Say,
  thisMachine,
} from '@reprise/setup';
import { succeeded, type Outcome } from './outcome.ts';

/** Versions of Nextflow in the end-to-end test that has two versions on one runner. */
const SIDE_BY_SIDE = ['22.10.7', '24.10.0'];

/**
 * Installs everything that a test needs, and sets REPRISE_CHROMIUM to the browser, so that no test is skipped because
 * something is missing.
 * @throws SetupError
 */
export async function install(say: Say): Promise<Outcome> {
  // The cache is in the checkout rather than in the home directory, because an end-to-end test also builds its images
  // from it (decision 143).
  process.env['NX_CACHE_DIRECTORY'] = '.nx/cache';
  const machine = thisMachine();
  const java = ensureJava(machine, say);
  const fromDebian = async () => {
    await java;
    await ensurePipelineTools(machine, say);
    process.env['REPRISE_CHROMIUM'] = await ensureChromium(machine, say);
    await ensurePythonClient(machine, say);
    await ensureCrateValidator(machine, say);
    await ensureDocker(machine, say);
    await ensureSlurm(machine, say);
    await ensurePodman(machine, say);
    await ensureSge(machine, say);
  };
  const builtWithGo = async () => {
    await ensureNatsServer(machine, say);
    await ensureNatsCommand(machine, say);
  };
  const nextflow = java.then(async () => {
    await ensureNextflow(machine, say, 'maven');
    for (const version of SIDE_BY_SIDE) await ensureNextflowVersion(machine, version, say);
  });
  await atOnce(fromDebian(), builtWithGo(), nextflow, ensureBuilt(machine, say));
  return succeeded;
}
