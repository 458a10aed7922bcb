import { computed, inject, resource, type Signal } from '@angular/core';
import { Api } from './api.ts';

/** The names of the pipelines there are; none until they are read. */
export function pipelineNames(): Signal<string[]> {
  const api = inject(Api);
  const list = resource({ loader: () => api.pipelines() });
  return computed(() => (list.hasValue() ? list.value().items.map(({ name }) => name) : []));
}
