/** The verbs of a job's life on a cluster, one a class: up, down, start, stop, status and so on. */
package io.tideline.runner.life;
