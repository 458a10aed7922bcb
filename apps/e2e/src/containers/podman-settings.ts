/** `containers.conf` that every machine permits: no limits above its own, no journal, no cgroups of systemd. */
export const PODMAN_SETTINGS = `
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[containers]
default_ulimits = ["nofile=10000:10000", "nproc=10000:10000"]
`;
