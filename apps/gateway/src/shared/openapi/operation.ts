import type { Body, Download, JsonAnswer, RawBody, Route } from '@reprise/contracts/http';
import { z } from 'zod';
import { describedProblems, examplesOf } from './described-problems.ts';
import { referenceTo } from './schemas.ts';

/** Describes a route as an operation of OpenAPI 3.1. `x-least-role` is the minimum role that it requires. */
export const operationOf = (route: Route): object => ({
  operationId: route.id,
  summary: route.summary,
  ...(route.description && { description: route.description }),
  tags: [route.tag],
  'x-least-role': route.right.role ?? 'none',
  ...(route.right.role === null && { security: [] }),
  parameters: [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...parametersOf('header', route.headers),
  ],
  ...(route.body && { requestBody: bodyOf(route.body) }),
  responses: { ...answersOf(route.answer), ...describedProblems(route) },
});

function parametersOf(place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...field } = property as z.core.JSONSchema.BaseSchema;
    return { name, in: place, required: required.includes(name), ...(description && { description }), schema: field };
  });
}

const bodyOf = (body: Body | RawBody) => {
  const [mediaType, schema] =
    'name' in body ? ['application/json', referenceTo(body.name)] : [body.mediaType, body.content];
  return {
    required: !('isOptional' in body),
    content: { [mediaType]: { schema, examples: examplesOf(body.examples) } },
  };
};

function answersOf(answer: Route['answer']): object {
  if ('content' in answer) return downloadsOf(answer);
  const { status, description } = answer;
  return { [status]: { description, ...('schema' in answer && { content: jsonOf(answer) }) } };
}

const jsonOf = ({ name, example }: JsonAnswer<unknown>) => ({
  'application/json': { schema: referenceTo(name), example },
});

const downloadsOf = ({ statuses, content, headers }: Download) =>
  Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [
      status,
      {
        description,
        ...(Number(status) < 300 && {
          ...(headers && { headers }),
          ...(Object.keys(content).length > 0 && { content }),
        }),
      },
    ]),
  );
