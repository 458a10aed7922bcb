import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder of fake executor tools, next to a folder of work dirs. */
export class FakeTools {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-tools-')));
  readonly workRoot = join(this.folder, 'work');
  readonly env = { PATH: `${this.folder}:/usr/bin:/bin` };
  #files = 0;

  constructor() {
    mkdirSync(this.workRoot);
  }

  /** Installs a shell script as a tool. */
  tool(name: string, script = ''): void {
    const text = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> ${this.folder}/asked\n${script}\n`;
    writeFileSync(join(this.folder, name), text, { mode: 0o755 });
  }

  /** Returns a command for a script that prints a text. `%WORK%` in the text is replaced by the folder of work dirs. */
  prints(text: string): string {
    const file = join(this.folder, `printed-${String(this.#files++)}`);
    writeFileSync(file, text.replaceAll('%WORK%', this.workRoot));
    return `cat ${file}`;
  }

  /** Returns the calls of the tools, with their arguments. */
  asked(): string[] {
    try {
      return readFileSync(join(this.folder, 'asked'), 'utf8').trim().split('\n');
    } catch {
      return []; // none yet
    }
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }
}
