import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Say } from '../setup/run-step.ts';
import { thisMachine } from '../setup/machine.ts';
import { ensureNatsServer } from '../setup/nats-server.ts';
import { started, stopProcess } from '../servers/server-process.ts';
import { takeDataFolder } from './data-folder.ts';
import { embeddedNats, type EmbeddedNats } from './embedded-servers.ts';
import { readSettings } from './settings.ts';

const say: Say = (line) => process.stderr.write(`${line}\n`);

/** The nats-server of `npm start`, on a data folder of its own. */
export class TestNats {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'reprise-embedded-nats-'));
  urls!: EmbeddedNats['urls'];
  /** With the login that made the log. */
  url = '';
  #stop: () => Promise<void> = async () => undefined;

  /** Starts it, also again. */
  async start(): Promise<this> {
    takeDataFolder(this.dataFolder)();
    const binary = await ensureNatsServer(thisMachine(), say);
    const { url, urls, definition } = await embeddedNats(readSettings({ REPRISE_DATA_DIR: this.dataFolder }), binary);
    const { identity } = await started(await definition.launch());
    this.url = url;
    this.urls = urls;
    this.#stop = () => stopProcess(identity, definition.stopSignal, definition.stopsWithin);
    return this;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}
