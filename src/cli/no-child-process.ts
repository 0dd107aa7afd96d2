// stands in for node:child_process in the bundle: commander would load it, and sockets with it, for subcommands that are
// programs of their own, which this command line has none of
export {};
