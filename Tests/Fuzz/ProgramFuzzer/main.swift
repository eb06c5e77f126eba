import FuzzDriver
import Glibc

limitMemory()
startWatch()
fuzz(runInput)
