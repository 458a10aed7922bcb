/** Facts of a pipeline's configuration that its schema is checked with. Read as text: Groovy is not run. */
export interface PipelineConfig {
  /** nf-schema's `validation.lenientMode`: numbers and booleans count as strings. */
  readonly lenient: boolean;
  /** Parameters that have a value other than `null`. */
  readonly configured: ReadonlySet<string>;
}

/** Reads a `nextflow.config`, and whatever else sets `params.x = …`. */
export function readConfig(text: string): PipelineConfig {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|[\s;{}])\/\/.*$/gm, '$1');
  const single = [...code.matchAll(/\bparams\.(\w+)[ \t]*=[ \t]*(?!=)([^\n]*)/g)];
  const inBlocks = blocks(code).flatMap((block) => [...block.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(?!=)([^\n]*)/gm)]);
  const set = [...single, ...inBlocks].filter(([, , value = '']) => !/^null\b/.test(value));
  return {
    lenient: /\b(validationLenientMode|lenientMode)[ \t]*=[ \t]*true\b/.test(code),
    configured: new Set(set.map(([, name = '']) => name)),
  };
}

/** Returns the contents of the `params { }` blocks. */
function blocks(code: string): string[] {
  return [...code.matchAll(/(^|[\s;}])params\s*\{/g)].map(({ index, 0: opening }) => {
    const start = index + opening.length;
    let depth = 1;
    let end = start;
    while (end < code.length && depth > 0) {
      if (code[end] === '{') depth++;
      if (code[end] === '}') depth--;
      end++;
    }
    return code.slice(start, end - 1);
  });
}
