import { withoutComments } from '../schema/pipeline-config.ts';

/**
 * Returns the names of the workflows that a script defines or includes, which can be its entry. Included processes are
 * among them.
 */
export function scriptWorkflows(script: string): ReadonlySet<string> {
  const code = withoutComments(script);
  const included = [...code.matchAll(/\binclude\s*\{([^}]*)\}/g)].flatMap(([, names = '']) =>
    // For `A as B`, B.
    names.split(/[;,\n]/).flatMap((part) => part.trim().split(/\s+/).at(-1) || []),
  );
  return new Set([...ownWorkflows(script), ...included]);
}

/** Returns the names of the workflows that a script defines itself. */
export const ownWorkflows = (script: string): ReadonlySet<string> =>
  new Set([...withoutComments(script).matchAll(/^[ \t]*workflow\s+(\w+)\s*\{/gm)].map(([, name = '']) => name));
