package io.tideline.runner.cluster;

/**
 * What somebody wants of a local cluster.
 *
 * @param slots of a TaskManager; 0 for what conf/config.yaml says
 * @param webPort of the REST interface and the web page; 0 takes a free one
 */
public record ClusterSize(int taskManagers, int slots, int webPort) {}
