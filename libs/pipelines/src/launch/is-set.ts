import { blocks } from '../schema/pipeline-config.ts';

/** Option of a Nextflow config, below its scopes, with a value. */
export interface Setting {
  readonly scope: readonly string[];
  readonly option: string;
  readonly value: boolean;
}

/** Whether an option has this value, in any notation: `k8s.cleanup = false`, `k8s { cleanup = false }`. */
export function isSet(code: string, { scope, option, value }: Setting): boolean {
  const assigned = (codes: readonly string[], name: string): boolean =>
    codes.some((each) => new RegExp(String.raw`(?:^|[\s;{}])${name}\s*=\s*${String(value)}\b`).test(each));
  const dotted = (...names: readonly string[]) => names.join(String.raw`\.`);
  if (assigned(blocks(code, dotted(...scope)), option)) return true;
  return [...scope, option].some((_, depth) => {
    const inside = scope.slice(0, depth).reduce((codes, name) => codes.flatMap((each) => blocks(each, name)), [code]);
    return assigned(inside, dotted(...scope.slice(depth), option));
  });
}
