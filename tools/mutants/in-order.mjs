import { dirname } from 'node:path';

const needsServer = (spec) => spec.includes('.int.spec.');

/**
 * Returns the specs to run for a mutant of a file: those without a server first, fastest first, then those with one,
 * nearest folder first. Compares only paths within the project, because a path may lead there through a link.
 * @param onlyNearest of the latter leaves out what is in no nearest folder
 */
export function inOrder(specs, file, { project, onlyNearest }) {
  const withServer = specs
    .filter(needsServer)
    .map((spec) => ({ spec, shared: sharedFolders(inside(spec, project), inside(file, project)) }))
    .sort((one, other) => other.shared - one.shared);
  const nearest = withServer[0]?.shared;
  return [
    ...specs.filter((spec) => !needsServer(spec)),
    ...withServer.filter(({ shared }) => !onlyNearest || shared === nearest).map(({ spec }) => spec),
  ];
}

const inside = (path, project) => path.slice(path.lastIndexOf(`${project}/`));

function sharedFolders(one, other) {
  const [these, those] = [one, other].map((path) => dirname(path).split('/'));
  const first = these.findIndex((folder, at) => folder !== those[at]);
  return first < 0 ? these.length : first;
}
