import { dirname } from 'node:path';

const needsServer = (spec) => spec.includes('.int.spec.');

/**
 * Returns the specs to run for a mutant of a file: first those that need no server, then those that need one, the ones
 * in the nearest folder first. Compares only the parts of the paths within the project, because a path may lead there
 * through a link.
 * @param onlyNearest whether specs that need a server are left out unless they are in the nearest folder
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
