import Glibc
import Shell

exit(runCommandLine())
