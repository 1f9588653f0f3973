"""What Linux lets a process give up for good: `landlock` its files, `seccomp` its calls."""
