import Shell
import Glibc

exit(runCommandLine())
