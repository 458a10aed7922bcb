import { withoutComments } from '../schema/pipeline-config.ts';

/** Returns the names of the workflows that a script has or includes: those that can be its entry. Processes it includes are among them. */
export function scriptWorkflows(script: string): ReadonlySet<string> {
  const code = withoutComments(script);
  const included = [...code.matchAll(/\binclude\s*\{([^}]*)\}/g)].flatMap(([, names = '']) =>
    // Of `A as B`, B.
    names.split(/[;,\n]/).flatMap((part) => part.trim().split(/\s+/).at(-1) || []),
  );
  return new Set([...ownWorkflows(script), ...included]);
}

/** Returns the names of the workflows that a script has itself. */
export const ownWorkflows = (script: string): ReadonlySet<string> =>
  new Set([...withoutComments(script).matchAll(/^[ \t]*workflow\s+(\w+)\s*\{/gm)].map(([, name = '']) => name));
