import { documentedBlock } from '../documented-block.ts';

/** Account used in the page, and an account that exists on every machine. */
const [ACCOUNT, OURS] = ['ngs', 'nobody'];

/** Set-up described in docs/clusters.md. */
export interface Documented {
  readonly settings: Readonly<Record<string, string>>;
  /** `reprise.json` of a pipeline, and its config. */
  readonly manifest: string;
  readonly config: string;
}

/** Reads the set-up from the page, with its paths below a folder. */
export function documented(folder: string): Documented {
  const blockOf = (language: string, word: string): string =>
    documentedBlock('clusters', language, word).replaceAll(
      /(?<=[="])\/(?:shared|var)\//g,
      (path) => `${folder}${path}`,
    );
  const settings = [...blockOf('sh', 'REPRISE_DATA_DIR').matchAll(/^ *(\w+)=(.*)$/gm)];
  return {
    settings: Object.fromEntries(
      settings.map(([, name = '', value = '']) => [name, value === ACCOUNT ? OURS : value]),
    ) as Record<string, string>,
    manifest: blockOf('json', '"launch"'),
    config: blockOf('groovy', 'slurm.config'),
  };
}
