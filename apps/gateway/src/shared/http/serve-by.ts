import { CallerParam } from './caller.ts';
import { Serve } from './serve.ts';
import type { Route } from '@reprise/contracts/http';

type Method = (...given: never[]) => unknown;

/** Adds a method that handles a route to a controller. Its parameters are the validated input and the caller. */
export function serveBy(controller: { readonly prototype: object }, name: string, route: Route, method: Method): void {
  const { prototype } = controller;
  const descriptor: PropertyDescriptor = { value: method };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], prototype, name);
  CallerParam()(prototype, name, 1);
  Serve(route)(prototype, name, descriptor);
}
