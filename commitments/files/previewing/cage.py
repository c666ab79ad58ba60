"""What the process that reads a stranger's file may use: so much memory and time, small files, no network, no heirs.

Plain Python without the program: the process that enters has nothing of its settings, secrets or connections.
"""

import ctypes
import resource
import signal

MEGABYTE = 1 << 20
LIMITS = {
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 8 * MEGABYTE,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
}
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def enter() -> None:
    """From here on this process can no longer take more, however it is tricked; there is no way back out."""
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # A network of its own, with nothing in it. Kernels that do not let everybody have one answer no: the rest holds.
    kernel.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
