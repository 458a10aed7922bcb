import { CallerParam } from './caller.ts';
import { Serve } from './serve.ts';
import type { Route } from '@reprise/contracts/http';

type Method = (...given: never[]) => unknown;

/** Adds a method to a controller that answers a route: its parameters are the checked input and the caller. */
export function serveBy(controller: { readonly prototype: object }, name: string, route: Route, method: Method): void {
  const { prototype } = controller;
  const descriptor: PropertyDescriptor = { value: method };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], prototype, name);
  CallerParam()(prototype, name, 1);
  Serve(route)(prototype, name, descriptor);
}
