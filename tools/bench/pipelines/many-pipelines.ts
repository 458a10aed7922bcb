import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As many as in a pipeline of nf-core. */
const PARAMS = 80;
const MODULES = 40;

/** Folders of pipelines, each with the files of one of nf-core. */
export class ManyPipelines {
  readonly folder: string;
  readonly count: number;

  constructor(folder: string, count: number) {
    this.folder = folder;
    this.count = count;
    for (let number = 0; number < count; number += 1) this.#write(number);
  }

  nameOf = (number: number): string => `bench-${String(number)}`;

  /** Changes the script of one. */
  change(number: number): void {
    appendFileSync(join(this.folder, this.nameOf(number), 'main.nf'), '// changed\n');
  }

  #write(number: number): void {
    const name = this.nameOf(number);
    const folder = join(this.folder, name);
    const includes = Array.from(
      { length: MODULES },
      (_, i) => `include { M${String(i)} } from './modules/m${String(i)}'`,
    );
    const files: Record<string, string> = {
      'reprise.json': JSON.stringify({ name, title: name, script: 'main.nf', input_param: null, outputs: {} }),
      'main.nf': `${includes.join('\n')}\nworkflow { M0() }\n`,
      'nextflow.config': `params {\n${paramNames.map((each) => `  ${each} = null`).join('\n')}\n}\n`,
      'nextflow_schema.json': JSON.stringify(schema(number)),
      ...Object.fromEntries(includes.map((_, i) => [`modules/m${String(i)}.nf`, moduleText(i)])),
    };
    mkdirSync(join(folder, 'modules'), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  }
}

const paramNames = Array.from({ length: PARAMS }, (_, i) => `param_${String(i)}`);

const moduleText = (number: number) => `process M${String(number)} {\n  script: "echo ${String(number)}"\n}\n`;

function schema(number: number): object {
  const ofParam = (name: string, i: number) => {
    if (i % 4 === 0) return { type: 'integer', minimum: 0, description: `${name} of ${String(number)}` };
    if (i % 4 === 1) return { type: 'boolean', description: name };
    if (i % 4 === 2) return { type: 'string', enum: ['one', 'two', 'three'], description: name };
    return { type: 'string', format: 'file-path', pattern: '^\\S+\\.(fa|fasta)(\\.gz)?$', description: name };
  };
  const groups = Array.from({ length: PARAMS / 10 }, (_, group) => {
    const names = paramNames.slice(10 * group, 10 * group + 10);
    const properties = Object.fromEntries(names.map((name, i) => [name, ofParam(name, i)]));
    return [`group_${String(group)}`, { title: `Group ${String(group)}`, type: 'object', properties }] as const;
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: Object.fromEntries(groups),
    allOf: groups.map(([name]) => ({ $ref: `#/$defs/${name}` })),
  };
}
