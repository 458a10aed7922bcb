import type { OpenAPIObject } from '@nestjs/swagger';
import { denialOf, UNLISTED, type Right } from '@reprise/contracts';
import { routeRights } from '@reprise/contracts/routes';
import { examplesOf } from './describe.ts';
import { referenceTo } from './schemas.ts';

interface Operation {
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Media {
  readonly examples?: Readonly<Record<string, unknown>>;
}

/** Adds to every operation the least role that it needs (`x-least-role`) and the problems of who has none, and of tokens where they cannot. */
export function withRights(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const described = Object.entries(methods as Record<string, Operation>).map(([method, operation]) => {
      const right = routeRights[`${method.toUpperCase()} ${path}`] ?? UNLISTED;
      return [method, withRight(operation, path, right)] as const;
    });
    return [path, Object.fromEntries(described)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) as OpenAPIObject['paths'] };
}

function withRight(operation: Operation, instance: string, right: Right): object {
  const ofRole = denialOf(right, 'viewer');
  const ofToken = denialOf(right, 'admin', 'token');
  if (ofRole === null && ofToken === null) return { ...operation, 'x-least-role': right.role ?? 'none' };
  const problem = (detail: string) => ({
    ...{ type: 'about:blank', title: 'Forbidden', status: 403, detail, instance, correlation_id: 'c-1' },
  });
  const others = operation.responses?.['403']?.content?.['application/problem+json']?.examples;
  const denials = {
    ...(ofRole !== null && { role_needed: problem(ofRole) }),
    ...(ofToken !== null && { not_by_token: problem(ofToken) }),
  };
  const examples = { ...others, ...examplesOf(denials) };
  const content = { 'application/problem+json': { schema: referenceTo('Problem'), examples } };
  const responses = { ...operation.responses, 403: { description: 'Forbidden', content } };
  return { ...operation, 'x-least-role': right.role, responses };
}
