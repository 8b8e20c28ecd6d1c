namespace ReactiveWs.Generators.Tests;

/// <summary>What is written for each shape, to be read like documentation. One method per snapshot: the method names the file.</summary>
public class ContractSnapshotTests
{
    [Fact]
    public void A_record_in_a_namespace() => Verify(ShapeMatrix.A_record_in_a_namespace);

    [Fact]
    public void A_record_in_the_global_namespace() => Verify(ShapeMatrix.A_record_in_the_global_namespace);

    [Fact]
    public void A_record_nested_twice() => Verify(ShapeMatrix.A_record_nested_twice);

    [Fact]
    public void A_record_struct() => Verify(ShapeMatrix.A_record_struct);

    [Fact]
    public void A_class_with_required_init_and_settable_members() => Verify(ShapeMatrix.A_class_with_required_init_and_settable_members);

    [Fact]
    public void A_record_with_parameters_and_members() => Verify(ShapeMatrix.A_record_with_parameters_and_members);

    [Fact]
    public void Keywords_and_letters_beyond_ascii() => Verify(ShapeMatrix.Keywords_and_letters_beyond_ascii);

    [Fact]
    public void Same_names_in_different_places() => Verify(ShapeMatrix.Same_names_in_different_places);

    [Fact]
    public void A_generic_base() => Verify(ShapeMatrix.A_generic_base);

    [Fact]
    public void Collections() => Verify(ShapeMatrix.Collections);

    [Fact]
    public void Every_scalar() => Verify(ShapeMatrix.Every_scalar);

    [Fact]
    public void Attributes_of_members() => Verify(ShapeMatrix.Attributes_of_members);

    [Fact]
    public void A_closed_hierarchy() => Verify(ShapeMatrix.A_closed_hierarchy);

    [Fact]
    public void A_tree() => Verify(ShapeMatrix.A_tree);

    [Fact]
    public void A_struct_with_init_members_of_its_own() => Verify(ShapeMatrix.A_struct_with_init_members_of_its_own);

    [Fact]
    public void A_foreign_type_through_a_context() => Verify(ShapeMatrix.A_foreign_type_through_a_context);

    [Fact]
    public void Every_shape_has_a_snapshot() =>
        Assert.All(ShapeMatrix.All, shape => Assert.NotNull(typeof(ContractSnapshotTests).GetMethod(shape.Name)));

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(Compiling.Run(Compiling.Compilation(source)), method: method);
}
