import { hash } from 'node:crypto';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { findOnPath, type Machine } from '../../machine.ts';
import { SetupError, type Say } from '../../run-step.ts';
import { fetchBytes, get, smallFileMs } from '../download.ts';

/** URL of Nextflow's releases. `NXF_BASE` overrides it, as for Nextflow's own launcher. */
const RELEASES = 'https://www.nextflow.io/releases';

/**
 * Downloads the official launcher of a version and the program that it launches.
 * @param folder gets `official`, `framework` and their launcher, `nextflow`
 * @throws SetupError if they are unavailable, or if the launcher does not match its published SHA-256
 */
export async function fetchOfficial(machine: Machine, version: string, folder: string, say: Say): Promise<void> {
  const release = `${machine.env['NXF_BASE'] ?? RELEASES}/v${version}`;
  const limitMs = smallFileMs(findOnPath(machine, 'mvn'));
  const launcher = await fetchBytes(`${release}/nextflow`, limitMs);
  const checksum = await fetchBytes(`${release}/nextflow.sha256`, limitMs);
  const [published = ''] = new TextDecoder().decode(checksum).split(/\s/);
  if (hash('sha256', launcher) !== published)
    throw new SetupError(
      `${release}/nextflow has the SHA-256 ${hash('sha256', launcher)}, and ${published} is published: nothing was installed.`,
    );
  say(`Nextflow ${version}: downloading its official launcher and program (100 MB)`);
  writeFileSync(join(folder, 'official'), launcher, { mode: 0o755 });
  const program = `nextflow-${version}-one.jar`;
  const file = join(folder, 'framework', version, program);
  mkdirSync(dirname(file), { recursive: true });
  const { body } = await get(`${release}/${program}`);
  if (body === null) throw new SetupError(`${release}/${program} is empty.`);
  await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(file));
  writeFileSync(join(folder, 'nextflow'), launcherOf(version), { mode: 0o755 });
}

/** Runs the official launcher with the program next to it, because by default it downloads one per home folder. */
const launcherOf = (version: string): string => `#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
# Each start of a runner asks for the version: Java would take a second of processor time to tell it.
if [ "$*" = -v ]; then
  echo "nextflow version ${version}"
  exit
fi
export NXF_VER=${version} NXF_DIST="$folder/framework"
exec "$folder/official" "$@"
`;
