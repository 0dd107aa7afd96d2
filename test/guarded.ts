// constructs are watched over in every test file alike, whichever modules an earlier file of the same worker has loaded;
// in a file of its own, because vitest runs what it is told to set up anew for each test file, and the guard must be one
import '../src/guard.ts';
